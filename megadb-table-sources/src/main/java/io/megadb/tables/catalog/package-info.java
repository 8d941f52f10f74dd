/**
 * The catalog's objects: as rows of the log ({@link io.megadb.tables.catalog.DefinitionCodec}) and
 * as the immutable snapshot that statements see ({@link io.megadb.tables.catalog.Catalog}).
 */
package io.megadb.tables.catalog;
