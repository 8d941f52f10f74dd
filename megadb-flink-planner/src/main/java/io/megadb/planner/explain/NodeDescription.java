package io.megadb.planner.explain;

import java.util.Map;

/**
 * What EXPLAIN says of one node besides its figures.
 *
 * @param title as PostgreSQL heads the node, such as "Seq Scan on t"
 * @param details lines below it by their key, such as "Filter", in order
 */
record NodeDescription(String title, Map<String, String> details) {}
