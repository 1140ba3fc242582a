package dev.weft.xception.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A file channel with a limited number of reads, so that parsing a cyclic structure terminates.
 * Supports reading only.
 */
final class BoundedChannel extends FileChannel {
  /** Reads that are allowed for files of any size. */
  private static final long BASE = 10_000;

  /** Far less than a useful read returns: a chunk, a header, a name. */
  private static final long BYTES_PER_READ = 64;

  private final FileChannel file;
  private long left;

  BoundedChannel(FileChannel file) throws IOException {
    this.file = file;
    this.left = BASE + file.size() / BYTES_PER_READ;
  }

  private void count() {
    if (left-- <= 0) {
      throw new IllegalStateException("its structure is cyclic or corrupt");
    }
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    count();
    return file.read(to);
  }

  @Override
  public long read(ByteBuffer[] to, int offset, int length) throws IOException {
    count();
    return file.read(to, offset, length);
  }

  @Override
  public int read(ByteBuffer to, long position) throws IOException {
    count();
    return file.read(to, position);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    count();
    if (position < 0 || size < 0 || position > file.size() - size) {
      // Not an IOException, on which jHDF would allocate a buffer of the same size and read
      // instead.
      throw new IllegalStateException(
          "it refers to %d bytes at %d, but has %d".formatted(size, position, file.size()));
    }
    return file.map(mode, position, size);
  }

  @Override
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    file.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public int write(ByteBuffer from) {
    throw new UnsupportedOperationException("write");
  }

  @Override
  public long write(ByteBuffer[] from, int offset, int length) {
    throw new UnsupportedOperationException("write");
  }

  @Override
  public int write(ByteBuffer from, long position) {
    throw new UnsupportedOperationException("write");
  }

  @Override
  public FileChannel truncate(long size) {
    throw new UnsupportedOperationException("truncate");
  }

  @Override
  public void force(boolean metaData) {
    throw new UnsupportedOperationException("force");
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel to) {
    throw new UnsupportedOperationException("transferTo");
  }

  @Override
  public long transferFrom(ReadableByteChannel from, long position, long count) {
    throw new UnsupportedOperationException("transferFrom");
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException("lock");
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw new UnsupportedOperationException("tryLock");
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }
}
