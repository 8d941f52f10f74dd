/**
 * Columnar operators: each turns batches into batches. One folder per family below. Read {@link
 * io.megadb.operator.Operator} first.
 */
package io.megadb.operator;
