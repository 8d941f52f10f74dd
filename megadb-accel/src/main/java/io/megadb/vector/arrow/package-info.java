/**
 * Batches as Arrow record batches and back, exactly, for what leaves the process over Flight. Read
 * {@link io.megadb.vector.arrow.ArrowSchemas} first: it has the mapping of types.
 */
package io.megadb.vector.arrow;
