package io.megadb.gateway.net;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.gateway.protocol.FrontendMessage;
import io.megadb.gateway.protocol.InvalidEncoding;
import io.megadb.gateway.protocol.MessageWriter;
import io.megadb.gateway.protocol.MessageWriter.Severity;
import io.megadb.gateway.protocol.ProtocolViolation;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: hands its messages, one after another, to its session: on this thread, the
 * network's, if nothing is waiting and the session answers at once, else on a worker.
 *
 * <p>Messages wait in a bounded queue; when it is full the socket is not read, so that TCP makes
 * the client wait.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

  /** Queued bytes above which the socket is not read. */
  private static final long QUEUE_MAX_BYTES = 1 << 20;

  /** Fixed part of a queued message's size, so that empty ones count too. */
  private static final long MESSAGE_BYTES = 64;

  private static final int STARTUP_TIMEOUT_SECONDS = 60;

  private final SessionFactory sessions;
  private final Executor workers;
  private final Deque<Object> queue = new ArrayDeque<>();
  private ClientOutput output;
  private ClientSession session;
  private ScheduledFuture<?> startupTimeout;
  private long queuedBytes;
  private boolean draining;
  private boolean closed;

  ConnectionHandler(SessionFactory sessions, Executor workers) {
    this.sessions = sessions;
    this.workers = workers;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    output = new ClientOutput(context.channel());
    startupTimeout =
        context
            .executor()
            .schedule(() -> context.close(), STARTUP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof FrontendMessage.SslRequest
        || message instanceof FrontendMessage.GssRequest) {
      context.writeAndFlush(context.alloc().buffer(1).writeByte('N'));
      return;
    }
    if (message instanceof FrontendMessage.CancelRequest cancel) {
      sessions.cancel(cancel.processId(), cancel.secretKey());
      context.close();
      return;
    }
    if (message instanceof FrontendMessage.Startup) {
      startupTimeout.cancel(false);
    } else if (message instanceof ProtocolViolation violation && startupTimeout.cancel(false)) {
      fatal(context, violation);
      return;
    }
    if (handleQuickly(context, message)) {
      return;
    }
    boolean start;
    synchronized (queue) {
      if (closed) {
        return;
      }
      queue.addLast(message);
      queuedBytes += bytes(message);
      if (queuedBytes > QUEUE_MAX_BYTES) {
        context.channel().config().setAutoRead(false);
      }
      start = !draining;
      draining = true;
    }
    if (start) {
      try {
        workers.execute(() -> drain(context));
      } catch (RejectedExecutionException e) {
        context.close();
      }
    }
  }

  /** Handles a message here and now if that is possible; waking a worker takes longer. */
  private boolean handleQuickly(ChannelHandlerContext context, Object message) {
    if (!(message instanceof FrontendMessage quick)) {
      return false;
    }
    synchronized (queue) {
      if (draining || closed || session == null || !output.isInOrder() || !session.isQuick(quick)) {
        return false;
      }
      draining = true;
    }
    boolean done = true;
    try {
      done = session.handleAtOnce(quick);
    } catch (Throwable e) {
      end(context, e);
    }
    boolean ended;
    synchronized (queue) {
      ended = closed;
      draining = ended;
    }
    if (ended) {
      endSession();
    }
    return done || ended;
  }

  private void handleSafely(ChannelHandlerContext context, Object message) {
    try {
      handle(context, message);
    } catch (Throwable e) { // else the thread would die and the client wait without end
      end(context, e);
    }
  }

  private void end(ChannelHandlerContext context, Throwable failure) {
    LOG.error("connection {} ended by an unexpected failure", context.channel(), failure);
    output.sendAndClose();
  }

  private static long bytes(Object message) {
    return MESSAGE_BYTES
        + (message instanceof FrontendMessage.CopyData data
            ? data.data().length
            : message instanceof FrontendMessage.Query query
                ? query.sql().length()
                : message instanceof FrontendMessage.Parse parse ? parse.sql().length() : 0);
  }

  /** Works the queue off; at most one thread at a time is in here. */
  private void drain(ChannelHandlerContext context) {
    for (; ; ) {
      Object message;
      boolean ended;
      synchronized (queue) {
        ended = closed;
        message = queue.pollFirst();
        if (message == null || ended) {
          draining = false;
          if (!ended) {
            return;
          }
        } else {
          boolean full = queuedBytes > QUEUE_MAX_BYTES;
          queuedBytes -= bytes(message);
          if (full && queuedBytes <= QUEUE_MAX_BYTES) {
            context.channel().config().setAutoRead(true);
          }
        }
      }
      if (ended) {
        endSession();
        return;
      }
      handleSafely(context, message);
    }
  }

  private void handle(ChannelHandlerContext context, Object message) {
    if (message instanceof FrontendMessage.Startup startup) {
      session = sessions.open(startup, output);
      if (session == null) {
        output.sendAndClose();
      }
    } else if (message instanceof ProtocolViolation violation) {
      MessageWriter.error(output.buffer(), Severity.FATAL, protocolViolation(violation));
      output.sendAndClose();
    } else if (message instanceof FrontendMessage.Terminate) {
      context.close();
    } else if (session != null) {
      if (message instanceof InvalidEncoding invalid) {
        refuse(invalid);
      } else {
        session.handle((FrontendMessage) message);
      }
    }
  }

  private void refuse(InvalidEncoding invalid) {
    MegaDbException error =
        new MegaDbException(SqlState.CHARACTER_NOT_IN_REPERTOIRE, invalid.getMessage());
    session.refuse(error, invalid.inQuery());
  }

  private static void fatal(ChannelHandlerContext context, ProtocolViolation violation) {
    ByteBuf out = context.alloc().buffer();
    MessageWriter.error(out, Severity.FATAL, protocolViolation(violation));
    context.writeAndFlush(out).addListener(future -> context.close());
  }

  private static MegaDbException protocolViolation(ProtocolViolation violation) {
    return new MegaDbException(violation.state(), violation.getMessage());
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    output.writable();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    startupTimeout.cancel(false);
    output.writable();
    boolean idle;
    synchronized (queue) {
      closed = true;
      queue.clear();
      idle = !draining;
      draining = true;
    }
    ClientSession open = session;
    if (open != null) {
      open.disconnected();
    }
    if (idle) {
      try {
        workers.execute(() -> drain(context));
      } catch (RejectedExecutionException e) {
        endSession();
      }
    }
  }

  private void endSession() {
    ClientSession open = session;
    session = null;
    if (open != null) {
      open.close();
    }
    output.discard();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("connection {} failed", context.channel(), cause);
    context.close();
  }
}
