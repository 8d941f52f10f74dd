package io.megadb.planner.ast;

/** CALL. */
public record CallProcedure(FunctionCall call) implements Command {}
