/**
 * Operators and functions over json and jsonb. Read {@link io.megadb.function.json.JsonFunctions}
 * first.
 */
package io.megadb.function.json;
