def codes_in_source():
    return set()
