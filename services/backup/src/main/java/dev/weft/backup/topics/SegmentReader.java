package dev.weft.backup.topics;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weft.backup.BackupException;
import dev.weft.backup.BackupFolder;
import dev.weft.backup.BackupManifest.Segment;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;

/** Reads the records of a partition's segments in the order of their offsets. Not thread-safe. */
final class SegmentReader implements Iterator<StoredRecord>, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BackupFolder folder;
  private final Iterator<Segment> segments;
  private Segment segment;
  private MappingIterator<JsonNode> lines = MappingIterator.emptyIterator();

  SegmentReader(BackupFolder folder, List<Segment> segments) {
    this.folder = folder;
    this.segments = segments.iterator();
  }

  @Override
  public boolean hasNext() {
    try {
      while (!lines.hasNextValue()) {
        lines.close();
        if (!segments.hasNext()) {
          return false;
        }
        open(segments.next());
      }
      return true;
    } catch (JacksonException e) {
      throw new BackupException(
          "%s is damaged: %s".formatted(folder.path(segment.file()), e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void open(Segment next) throws IOException {
    segment = next;
    lines =
        JSON.readerFor(JsonNode.class)
            .readValues(
                new GZIPInputStream(
                    new BufferedInputStream(Files.newInputStream(folder.path(next.file()))),
                    1 << 16));
  }

  @Override
  public StoredRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return StoredRecord.of(lines.next());
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
