/**
 * The binary form of batches between processes: Flink's exchanges, Flight, spill files. Read {@link
 * io.megadb.vector.codec.BatchCodec} first.
 */
package io.megadb.vector.codec;
