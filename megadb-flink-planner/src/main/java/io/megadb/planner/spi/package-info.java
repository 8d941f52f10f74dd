/**
 * How MegaDB is extended, in the manner of Spark's session extensions: a {@link
 * io.megadb.planner.spi.MegaDbPlugin} found by ServiceLoader injects what it has into {@link
 * io.megadb.planner.spi.MegaDbExtensions}. The core knows no tier by name.
 */
package io.megadb.planner.spi;
