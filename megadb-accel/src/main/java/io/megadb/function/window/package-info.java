/**
 * Window functions that are no aggregates: ranks, neighbours, values of the frame. What they see of
 * the rows is {@link io.megadb.function.window.WindowRows}; read {@link
 * io.megadb.function.window.WindowFunctions} first.
 */
package io.megadb.function.window;
