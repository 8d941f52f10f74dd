/** Rows written in the plan. Read {@link io.megadb.operator.values.ValuesOperator} first. */
package io.megadb.operator.values;
