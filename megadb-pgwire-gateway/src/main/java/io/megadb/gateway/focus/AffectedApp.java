package io.megadb.gateway.focus;

import java.math.BigDecimal;

/**
 * A row of the demonstration question's answer: one application that feels a change of the
 * resource.
 *
 * @param hops 1 when it uses the resource itself, one more for each dependency between them
 * @param sharedResources how many of the reached resources it uses
 * @param cost12m effective cost of those over twelve closed months, two decimals
 * @param costLast the same over the last month
 * @param monthOverMonthPercent change of the last month against the one before, one decimal; null
 *     when nothing was spent then
 * @param encrypted configuration of the changed resource
 * @param savingMonth last month's cost less the cost of its usage at the live price
 */
public record AffectedApp(
    String appId,
    String app,
    String owner,
    int tier,
    int hops,
    long sharedResources,
    BigDecimal cost12m,
    BigDecimal costLast,
    BigDecimal monthOverMonthPercent,
    String encrypted,
    BigDecimal savingMonth) {}
