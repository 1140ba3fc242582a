package dev.weft.backup.objects;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weft.backup.BackupException;
import dev.weft.base.Utf8Order;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The list of a backup's objects in a file, sorted by key in UTF-8: memory is constant. */
final class ObjectIndex {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private ObjectIndex() {}

  /** Writes entries in ascending order. */
  static final class Writer implements AutoCloseable {
    private final JsonGenerator json;
    private String last;

    Writer(Path file) {
      try {
        json =
            JSON.writer()
                .withRootValueSeparator("\n")
                .createGenerator(
                    new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /**
     * @throws BackupException if the key is not greater than the previous one
     */
    void add(ObjectEntry entry) {
      if (last != null && Utf8Order.INSTANCE.compare(last, entry.key()) >= 0) {
        throw new BackupException(
            "the object store lists %s after %s, but S3 stores list keys in ascending order; copy the bucket with the store's own tools, and run with --no-objects"
                .formatted(entry.key(), last));
      }
      last = entry.key();
      try {
        json.writePOJO(entry);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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

  /** Reads entries in ascending order. */
  static final class Reader implements Iterator<ObjectEntry>, AutoCloseable {
    private final Path file;
    private final MappingIterator<ObjectEntry> lines;
    private ObjectEntry peeked;

    Reader(Path file) {
      this.file = file;
      try {
        lines =
            JSON.readerFor(ObjectEntry.class)
                .readValues(
                    new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean hasNext() {
      try {
        if (peeked == null && lines.hasNextValue()) {
          peeked = lines.nextValue();
        }
        return peeked != null;
      } catch (JacksonException e) {
        throw new BackupException("%s is damaged: %s".formatted(file, e.getOriginalMessage()), e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public ObjectEntry next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ObjectEntry next = peeked;
      peeked = null;
      return next;
    }

    /** Skips entries before a key; returns its entry, or null if there is none. */
    ObjectEntry find(String key) {
      while (hasNext() && Utf8Order.INSTANCE.compare(peeked.key(), key) < 0) {
        next();
      }
      return hasNext() && peeked.key().equals(key) ? peeked : null;
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
}
