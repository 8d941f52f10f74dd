/**
 * Table functions in FROM. Read {@link io.megadb.operator.function.TableFunctionOperator} first.
 */
package io.megadb.operator.function;
