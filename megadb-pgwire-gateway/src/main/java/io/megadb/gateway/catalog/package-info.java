/**
 * pg_catalog and information_schema as real rows, made from the catalog snapshot when they are
 * read, and the functions that clients ask about them. Read {@link
 * io.megadb.gateway.catalog.PgCatalogPlugin} first.
 */
package io.megadb.gateway.catalog;
