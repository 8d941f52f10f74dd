/**
 * Functions over arrays, of any element type. Read {@link io.megadb.function.array.ArrayFunctions}
 * first.
 */
package io.megadb.function.array;
