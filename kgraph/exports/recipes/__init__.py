"""Forms that stores take, with their load scripts: one module each, and one line here."""

from __future__ import annotations

from . import graphdb, jena, neo4j, oxigraph, qlever, rdf4j, virtuoso
from .recipe import Recipe

__all__ = ["RECIPES", "Recipe"]

RECIPES: dict[str, Recipe] = {
    recipe.name: recipe
    for recipe in (
        oxigraph.RECIPE,
        jena.RECIPE,
        rdf4j.RECIPE,
        graphdb.RECIPE,
        virtuoso.RECIPE,
        qlever.RECIPE,
        neo4j.RECIPE,
    )
}
