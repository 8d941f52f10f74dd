/**
 * PostgreSQL's built-in functions: the plugin that brings them, and their signatures as pg_proc,
 * pg_operator and pg_cast of PostgreSQL 15 have them. Read {@link
 * io.megadb.function.builtin.BuiltinFunctions} first.
 */
package io.megadb.function.builtin;
