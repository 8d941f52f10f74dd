package io.megadb.gateway.focus;

/** Resource {@code source} depends on resource {@code destination}; both are indexes. */
record Dependency(int source, int destination, String kind) {}
