package io.megadb.oltp.log;

import io.megadb.oltp.OltpException;
import io.megadb.oltp.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that touches the log's files. Takes everything that is queued, writes it, forces
 * it to disk once, and tells who waits: commits that arrive during a sync share the next one.
 *
 * <p>Callers' threads never do file I/O here, since an interrupt would close the channel under
 * everybody. All shared fields are guarded by {@code lock}; the open segment belongs to the thread.
 */
final class LogWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
  private static final int BUFFER_BYTES = 1 << 20;
  private static final long RETRY_NANOS = 20_000_000;

  private record Queued(ByteBuffer frame, long lsn, boolean last, long promised) {}

  /** Someone waits for space; answered exactly once. */
  private static final class SpaceRequest {
    private final long bytes;
    private final long firstLsn;
    private boolean answered;
    private DiskFullException refusal;

    SpaceRequest(long bytes, long firstLsn) {
      this.bytes = bytes;
      this.firstLsn = firstLsn;
    }
  }

  private final Disk disk;
  private final LogSettings settings;
  private final Durability durability;
  private final LogListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition progress = lock.newCondition();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

  private ArrayDeque<Queued> queue = new ArrayDeque<>();
  private long queuedBytes;
  private long promisedBytes;
  private long available;
  private SpaceRequest request;
  private boolean retrying;
  private boolean closing;
  private boolean stopped;
  private final List<Segment> sealed;

  private OpenSegment segment;
  private long lastLsn;

  LogWriter(
      Disk disk,
      LogSettings settings,
      Durability durability,
      LogListener listener,
      List<Segment> sealed,
      OpenSegment segment) {
    this.disk = disk;
    this.settings = settings;
    this.durability = durability;
    this.listener = listener;
    this.sealed = new ArrayList<>(sealed);
    this.segment = segment;
    this.lastLsn = durability.lsn();
    this.available = segment.reserved() - segment.position();
  }

  /**
   * Promises space for one record, beginning a new segment when this one is full.
   *
   * @param bytes upper bound of the record's frames
   * @param firstLsn name for a new segment
   * @throws OltpException with {@link Reason.DiskFull}; nothing is promised then
   */
  void promise(long bytes, long firstLsn) {
    long needed = bytes + Frame.HEADER_BYTES; // one mark may follow each record
    lock.lock();
    try {
      if (retrying) {
        throw diskFull(needed, null);
      }
      if (available - promisedBytes < needed) {
        awaitSpace(new SpaceRequest(needed, firstLsn));
      }
      promisedBytes += needed;
    } finally {
      lock.unlock();
    }
  }

  private void awaitSpace(SpaceRequest wanted) {
    request = wanted;
    work.signal();
    while (!wanted.answered) {
      checkRunning();
      progress.awaitUninterruptibly();
    }
    if (wanted.refusal != null) {
      throw diskFull(wanted.bytes, wanted.refusal);
    }
  }

  private OltpException diskFull(long bytes, IOException cause) {
    return new OltpException(new Reason.DiskFull(disk.path("."), bytes), cause);
  }

  /**
   * Queues a frame. Waits while the queue is full.
   *
   * @param frame a whole frame from index 0 to its limit, or empty for a commit without changes
   * @param promised what {@link #promise} was asked for, on the record's last frame; else 0
   */
  void append(ByteBuffer frame, long lsn, boolean last, long promised) {
    lock.lock();
    try {
      while (queuedBytes > 0 && queuedBytes + frame.limit() > settings.queueBytes()) {
        checkRunning();
        progress.awaitUninterruptibly();
      }
      checkRunning();
      queuedBytes += frame.limit();
      queue.add(new Queued(frame, lsn, last, last ? promised + Frame.HEADER_BYTES : 0));
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  private void checkRunning() {
    if (stopped) {
      durability.throwFailure();
      throw new OltpException(new Reason.StoreClosed());
    }
  }

  /** Segments all of whose records have an LSN of at most {@code lsn} are deleted. */
  void deleteThrough(long lsn) throws IOException {
    List<Segment> dead = new ArrayList<>();
    lock.lock();
    try {
      // The open segment's first LSN bounds the last sealed one.
      for (int i = 0; i < sealed.size(); i++) {
        long next = i + 1 < sealed.size() ? sealed.get(i + 1).firstLsn() : openFirstLsn();
        if (next <= lsn + 1) {
          dead.add(sealed.get(i));
        }
      }
      sealed.removeAll(dead);
    } finally {
      lock.unlock();
    }
    for (Segment segment : dead) {
      disk.delete(segment.name());
    }
  }

  private long openFirstLsn() {
    return segment.header().firstLsn();
  }

  /** Lets the thread write what is queued and end. */
  void shutdown() {
    lock.lock();
    try {
      closing = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    try {
      while (step()) {
        // Each step writes one batch and answers at most one request.
      }
      segment.seal();
      stop(null);
    } catch (IOException | RuntimeException | Error e) {
      stop(new OltpException(new Reason.EngineStopped("log cannot be written: " + e), e));
    }
  }

  private boolean step() throws IOException {
    ArrayDeque<Queued> batch;
    SpaceRequest wanted;
    lock.lock();
    try {
      while (queue.isEmpty() && request == null && !closing) {
        work.awaitUninterruptibly();
      }
      if (queue.isEmpty() && request == null) {
        return false;
      }
      batch = queue;
      queue = new ArrayDeque<>();
      wanted = request;
      request = null;
    } finally {
      lock.unlock();
    }
    writeBatch(batch);
    if (wanted != null) {
      answer(wanted);
    }
    return true;
  }

  private void writeBatch(ArrayDeque<Queued> batch) throws IOException {
    long bytes = 0;
    long promised = 0;
    long complete = lastLsn;
    for (Queued queued : batch) {
      if (queued.frame.hasRemaining()) {
        Frame.seal(queued.frame, segment.synced());
        put(queued.frame);
      }
      bytes += queued.frame.limit();
      promised += queued.promised;
      complete = queued.last ? queued.lsn : complete;
    }
    drainBuffer();
    if (bytes > 0) {
      segment.sync();
    }
    lastLsn = complete;
    durability.advance(complete);
    if (written(bytes, promised) && bytes > 0) {
      mark();
    }
    reserveAhead();
  }

  /** Keeps committers from having to ask; a full disk is reported to the one that does. */
  private void reserveAhead() throws IOException {
    boolean low = segment.reserved() - segment.position() < settings.reserveBytes() / 2;
    if (low && segment.reserved() < settings.segmentBytes()) {
      try {
        segment.reserve(stepAhead(0));
      } catch (DiskFullException e) {
        LOG.debug("no space to reserve ahead in {}", disk.path("."), e);
      }
      written(0, 0);
    }
  }

  /** Books a written batch; answers whether the thread has nothing else to do. */
  private boolean written(long bytes, long promised) {
    lock.lock();
    try {
      queuedBytes -= bytes;
      promisedBytes -= promised;
      available = segment.reserved() - segment.position();
      progress.signalAll();
      return queue.isEmpty() && request == null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Says in the log, without forcing it, how much of it is on disk. Should the last batch be
   * damaged later, the mark proves that it had been durable.
   */
  private void mark() throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER_BYTES);
    Frame.start(frame, Frame.KIND_MARK, 0, true);
    Frame.stamp(frame, settings.epoch(), lastLsn, 0, 0);
    Frame.seal(frame, segment.synced());
    put(frame);
    drainBuffer();
    written(0, 0);
  }

  private void put(ByteBuffer frame) throws IOException {
    if (buffer.remaining() < frame.remaining()) {
      drainBuffer();
    }
    if (frame.remaining() > buffer.capacity()) {
      write(frame);
    } else {
      buffer.put(frame.duplicate());
    }
  }

  private void drainBuffer() throws IOException {
    buffer.flip();
    if (buffer.hasRemaining()) {
      write(buffer);
    }
    buffer.clear();
  }

  /**
   * Writes at the segment's position. Reserved space makes a full disk unlikely here, except on
   * file systems that copy on write: then the same bytes are tried again until there is space.
   */
  private void write(ByteBuffer bytes) throws IOException {
    boolean full = false;
    while (true) {
      try {
        segment.write(bytes);
        break;
      } catch (DiskFullException e) {
        if (!full) {
          full = true;
          listener.outOfSpace(e);
        }
        awaitRetry(e);
      }
    }
    if (full) {
      setRetrying(false);
      listener.spaceReturned();
    }
  }

  private void awaitRetry(DiskFullException cause) throws IOException {
    lock.lock();
    try {
      setRetrying(true);
      long left = RETRY_NANOS;
      while (left > 0 && !closing) {
        left = work.awaitNanos(left);
      }
      if (closing) {
        throw cause;
      }
    } catch (InterruptedException e) {
      throw new IOException("log writer interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  private void setRetrying(boolean value) {
    lock.lock();
    try {
      retrying = value;
      if (value && request != null) {
        request.refusal = new DiskFullException("no space left", null);
        request.answered = true;
        request = null;
      }
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void answer(SpaceRequest wanted) throws IOException {
    DiskFullException refusal = null;
    try {
      long full = segment.position() + promisedBytes + wanted.bytes;
      if (full > settings.segmentBytes() && segment.position() > SegmentHeader.BYTES) {
        roll(wanted);
      } else {
        extend(wanted.bytes);
      }
    } catch (DiskFullException e) {
      refusal = e;
    }
    lock.lock();
    try {
      available = segment.reserved() - segment.position();
      wanted.refusal = refusal;
      wanted.answered = true;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void extend(long bytes) throws IOException {
    try {
      segment.reserve(promisedBytes + bytes + stepAhead(promisedBytes + bytes));
    } catch (DiskFullException e) {
      // The step ahead is a luxury; the record itself may still fit.
      segment.reserve(promisedBytes + bytes);
    }
  }

  /** Space to reserve beyond {@code bytes}: a step, but not past the segment's intended end. */
  private long stepAhead(long bytes) {
    long rest = settings.segmentBytes() - segment.position() - bytes;
    return Math.max(0, Math.min(settings.reserveBytes(), rest));
  }

  /** Seals the full segment and begins the next; a full disk leaves the old one in use. */
  private void roll(SpaceRequest wanted) throws IOException {
    SegmentHeader header =
        new SegmentHeader(
            settings.clusterId(),
            wanted.firstLsn,
            settings.epoch(),
            segment.header().firstLsn(),
            segment.position(),
            segment.checksum());
    segment.sync();
    OpenSegment next =
        OpenSegment.create(disk, header, wanted.bytes + settings.firstReserveBytes());
    OpenSegment old = segment;
    old.seal();
    next.publish(disk);
    long oldFirstLsn = old.header().firstLsn();
    lock.lock();
    try {
      sealed.add(new Segment(SegmentHeader.fileName(oldFirstLsn), oldFirstLsn));
      segment = next;
    } finally {
      lock.unlock();
    }
  }

  private void stop(OltpException failure) {
    lock.lock();
    try {
      stopped = true;
      durability.fail(failure != null ? failure : new OltpException(new Reason.StoreClosed()));
      progress.signalAll();
    } finally {
      lock.unlock();
    }
    if (failure != null) {
      try {
        segment.close();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
      listener.failed(failure);
    }
  }
}
