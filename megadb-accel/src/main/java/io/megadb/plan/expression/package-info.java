/**
 * Typed expressions of the physical plan. All names, types and casts are resolved. Read {@link
 * io.megadb.plan.expression.Expression} first.
 */
package io.megadb.plan.expression;
