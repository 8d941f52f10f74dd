package io.megadb.planner.ast;

/**
 * DO.
 *
 * @param language null when not written
 */
public record DoBlock(String language, String body) implements Command {}
