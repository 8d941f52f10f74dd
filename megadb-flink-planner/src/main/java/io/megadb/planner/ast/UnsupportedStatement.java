package io.megadb.planner.ast;

/**
 * A statement known by its first words alone.
 *
 * @param kind those words, such as {@code CREATE FUNCTION}
 */
public record UnsupportedStatement(String kind) implements Command {}
