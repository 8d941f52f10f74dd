/** Tests of pg_catalog, down to what psql shows. Read PsqlDescribeITCase first. */
package io.megadb.gateway.catalog;
