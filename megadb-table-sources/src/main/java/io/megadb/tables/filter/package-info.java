/**
 * What a scan's conditions say about single columns, so that tiers can skip data: {@link
 * io.megadb.tables.filter.Comparison}. Knows no planner and no tier.
 */
package io.megadb.tables.filter;
