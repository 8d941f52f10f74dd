package io.megadb.gateway.launcher;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a server answered to a command of ours, as the error that the command ends with. */
final class ServerErrors {
  private ServerErrors() {}

  /**
   * Keeps message, detail and hint of the server.
   *
   * @param failed what is the consequence, such as "nothing is loaded"
   */
  static MegaDbException map(String failed, SQLException e) {
    ServerErrorMessage message =
        e instanceof PSQLException server ? server.getServerErrorMessage() : null;
    if (message == null) {
      return new MegaDbException(SqlState.CONNECTION_FAILURE, failed + ": " + e.getMessage(), e);
    }
    MegaDbException error =
        new MegaDbException(SqlState.INTERNAL_ERROR, failed + ": " + message.getMessage(), e);
    error = message.getDetail() == null ? error : error.withDetail(message.getDetail());
    return message.getHint() == null ? error : error.withHint(message.getHint());
  }
}
