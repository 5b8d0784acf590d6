"use strict";

// Boxes on a grid of cells, to ask quickly whether a spot is free.

class Rectangles {
  constructor(cell) {
    this.cell = cell;
    this.cells = new Map();
  }
  *keys(box) {
    for (let x = Math.floor(box.left / this.cell); x <= Math.floor(box.right / this.cell); x++)
      for (let y = Math.floor(box.top / this.cell); y <= Math.floor(box.bottom / this.cell); y++)
        yield x * 1e6 + y;
  }
  add(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
  free(box) {
    for (const key of this.keys(box))
      for (const other of this.cells.get(key) || [])
        if ((box.owner === undefined || other.owner !== box.owner) && box.left < other.right && other.left < box.right &&
            box.top < other.bottom && other.top < box.bottom) return false;
    return true;
  }
}
