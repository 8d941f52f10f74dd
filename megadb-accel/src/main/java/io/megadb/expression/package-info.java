/**
 * Turns expressions of the plan into evaluators over batches. Operands that a row does not need are
 * not evaluated for it. Read {@link io.megadb.expression.ExpressionCompiler} first.
 */
package io.megadb.expression;
