package io.megadb.planner.ast;

/** LISTEN and what belongs to it. */
public sealed interface NotificationCommand extends Command {
  record Listen(String channel) implements NotificationCommand {}

  /**
   * @param payload empty when not written
   */
  record Notify(String channel, String payload) implements NotificationCommand {}

  /**
   * @param channel null for all
   */
  record Unlisten(String channel) implements NotificationCommand {}
}
