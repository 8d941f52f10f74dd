/**
 * JSON as PostgreSQL's json and jsonb see it: a parser, values, their canonical text and their
 * order. Read {@link io.megadb.type.json.JsonValue} first.
 */
package io.megadb.type.json;
