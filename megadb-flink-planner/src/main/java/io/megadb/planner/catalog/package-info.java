/**
 * What a statement sees of the database's objects: definitions as immutable records, and a snapshot
 * that finds them. Read {@link io.megadb.planner.catalog.CatalogSnapshot} first.
 */
package io.megadb.planner.catalog;
