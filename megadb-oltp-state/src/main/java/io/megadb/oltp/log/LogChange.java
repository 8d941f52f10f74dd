package io.megadb.oltp.log;

/** A part of a commit record: one change, or many of the same kind that are kept packed. */
public sealed interface LogChange permits LogOperation, PackedPuts {}
