package io.megadb.gateway.session;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.copy.CopyIn;
import io.megadb.gateway.net.ClientOutput;
import io.megadb.gateway.protocol.FrontendMessage;
import io.megadb.gateway.protocol.MessageWriter;
import io.megadb.planner.parser.ParsedStatement;

/**
 * COPY FROM STDIN: between its start and CopyDone or CopyFail the client's messages are data.
 * Confined to the session.
 */
final class CopyTransfer {
  private final SessionStatements statements;
  private final StatementInterrupt interrupt;
  private final ClientOutput output;
  private CopyIn copy;

  CopyTransfer(SessionStatements statements, StatementInterrupt interrupt, ClientOutput output) {
    this.statements = statements;
    this.interrupt = interrupt;
    this.output = output;
  }

  /** The next message belongs to a copy. */
  boolean isActive() {
    return copy != null;
  }

  /**
   * Starts the copy that a statement asks for.
   *
   * @return false if the statement is no COPY FROM STDIN
   */
  boolean start(ParsedStatement statement) {
    if (!statements.isCopyFromClient(statement)) {
      return false;
    }
    interrupt.begin();
    copy = statements.copyIn(statement);
    MessageWriter.copyResponse(output.buffer(), true, copy.columns());
    output.send();
    return true;
  }

  /**
   * Takes a message of the copy under way.
   *
   * @return the command tag if the copy is complete now, else null
   */
  String receive(FrontendMessage message) throws Exception {
    if (message instanceof FrontendMessage.CopyData data) {
      copy.data(data.data());
      return null;
    }
    if (message instanceof FrontendMessage.CopyDone) {
      String tag = "COPY " + copy.finish();
      abandon();
      interrupt.end();
      return tag;
    }
    if (message instanceof FrontendMessage.CopyFail failure) {
      throw new MegaDbException(
          SqlState.QUERY_CANCELED, "COPY from stdin failed: " + failure.reason());
    }
    if (message instanceof FrontendMessage.Flush || message instanceof FrontendMessage.Sync) {
      return null;
    }
    throw new MegaDbException(
        SqlState.PROTOCOL_VIOLATION, "unexpected message type during COPY from stdin");
  }

  /** Forgets the copy under way, if any. */
  void abandon() {
    if (copy != null) {
      copy.close();
      copy = null;
    }
  }
}
