/**
 * How rows and keys become bytes: {@link io.megadb.tables.codec.RowCodec} for rows, {@link
 * io.megadb.tables.codec.KeyCodec} for keys whose byte order is SQL's order. Knows no engine.
 */
package io.megadb.tables.codec;
