/**
 * How values are written and read: PostgreSQL's text and binary formats of every type. Nothing here
 * knows a protocol. Read {@link io.megadb.type.text.TypeText} first.
 */
package io.megadb.type.text;
