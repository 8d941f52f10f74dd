package io.megadb.gateway.focus;

import java.math.BigDecimal;

/**
 * A row of the demonstration question's answer: one application that feels a change of the
 * resource.
 *
 * @param hops 1 when it uses the resource itself, one more for each dependency between them
 * @param sharedResources how many of the reached resources it uses
 * @param cost12m effective cost of those over twelve closed months, two decimals
 * @param costNow the same over the last month
 * @param monthOverMonthPercent change of the last month against the one before, one decimal; null
 *     when nothing was spent then
 * @param encrypted configuration of the changed resource
 * @param twin id of a similar running resource that the change does not reach; null if there is
 *     none
 * @param distance cosine distance of both configurations, four decimals; null without a twin
 * @param savingMonth the changed resource's last month at its own cost less at the twin's live
 *     price; null without a twin
 */
public record AffectedApp(
    String app,
    String owner,
    int tier,
    int hops,
    long sharedResources,
    BigDecimal cost12m,
    BigDecimal costNow,
    BigDecimal monthOverMonthPercent,
    String encrypted,
    String twin,
    BigDecimal distance,
    BigDecimal savingMonth) {}
