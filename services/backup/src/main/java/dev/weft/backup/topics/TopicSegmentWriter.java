package dev.weft.backup.topics;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.backup.BackupFolder;
import dev.weft.backup.BackupManifest.Segment;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes the records of one segment. Not thread-safe. */
final class TopicSegmentWriter implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Path file;
  private final long from;
  private final JsonGenerator json;
  private long next;
  private long records;
  private long gaps;
  private long newest;

  /**
   * @param name path below the folder
   * @param from inclusive start offset
   */
  TopicSegmentWriter(BackupFolder folder, String name, long from) {
    this.name = name;
    this.file = folder.create(name);
    this.from = from;
    this.next = from;
    try {
      OutputStream out =
          new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), 1 << 16);
      json = JSON.writer().withRootValueSeparator("\n").createGenerator(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void add(StoredRecord record) {
    try {
      record.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (record.offset() > next) {
      gaps++;
    }
    next = record.offset() + 1;
    newest = Math.max(newest, record.timestamp());
    records++;
  }

  /**
   * Completes the file.
   *
   * @param to exclusive end offset
   */
  Segment finish(long to) {
    close();
    return new Segment(
        name, from, to, records, to > next ? gaps + 1 : gaps, newest, BackupFolder.sha256(file));
  }

  @Override
  public void close() {
    try {
      json.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
