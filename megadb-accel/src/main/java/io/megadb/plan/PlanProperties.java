package io.megadb.plan;

import java.io.Serializable;

/**
 * What every node carries.
 *
 * @param id unique within the plan; metrics are counted under it
 * @param rows estimated output rows
 * @param cost estimated cost of this node alone
 */
public record PlanProperties(int id, double rows, CostVector cost) implements Serializable {}
