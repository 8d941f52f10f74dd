/**
 * Reads tables: splits in, filtered batches out. Read {@link io.megadb.operator.scan.ScanOperator}
 * first.
 */
package io.megadb.operator.scan;
