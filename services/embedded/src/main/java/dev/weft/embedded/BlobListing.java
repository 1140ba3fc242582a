package dev.weft.embedded;

import dev.weft.base.Utf8Order;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jclouds.blobstore.domain.PageSet;
import org.jclouds.blobstore.domain.StorageMetadata;
import org.jclouds.blobstore.domain.StorageType;
import org.jclouds.blobstore.domain.Tier;
import org.jclouds.blobstore.domain.internal.PageSetImpl;
import org.jclouds.blobstore.domain.internal.StorageMetadataImpl;
import org.jclouds.blobstore.options.ListContainerOptions;

/**
 * Lists pages of a bucket's objects in the order of their keys. Names are walked for each page, but
 * attributes, which are far more expensive, are read for the page's objects only; memory holds one
 * page.
 */
final class BlobListing {
  /** Where jclouds keeps the parts of uploads in progress. */
  private static final String PARTS = ".mpus-";

  /** Where jclouds keeps the entity tag. */
  private static final String ETAG = "user.content-md5";

  private static final int MD5_BYTES = 16;
  private static final int PAGE = 1000;

  private final Path bucket;

  BlobListing(Path bucket) {
    this.bucket = bucket;
  }

  PageSet<? extends StorageMetadata> page(ListContainerOptions options) {
    int size = options.getMaxResults() == null ? PAGE : options.getMaxResults();
    String prefix = options.getPrefix() == null ? "" : options.getPrefix();
    try {
      TreeSet<String> keys = keys(prefix, options.getMarker(), size + 1);
      String marker = null;
      if (keys.size() > size) {
        keys.pollLast();
        marker = keys.isEmpty() ? null : keys.last();
      }
      return new PageSetImpl<StorageMetadata>(describe(keys), marker);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + bucket.getFileName(), e);
    }
  }

  /** The first keys after the marker. */
  private TreeSet<String> keys(String prefix, String marker, int count) throws IOException {
    TreeSet<String> keys = new TreeSet<>(Utf8Order.INSTANCE);
    Path top = bucket.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1)).normalize();
    if (!top.startsWith(bucket) || !Files.isDirectory(top)) {
      return keys;
    }
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String key = key(file);
            boolean wanted =
                key.startsWith(prefix)
                    && (marker == null || Utf8Order.INSTANCE.compare(key, marker) > 0);
            if (wanted && (!key.startsWith(PARTS) || prefix.startsWith(PARTS))) {
              keys.add(key);
              if (keys.size() > count) {
                keys.pollLast();
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return skipIfGone(e);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            return e == null ? FileVisitResult.CONTINUE : skipIfGone(e);
          }
        });
    return keys;
  }

  private static FileVisitResult skipIfGone(IOException e) throws IOException {
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }

  private String key(Path file) {
    String key = bucket.relativize(file).toString();
    return file.getFileSystem().getSeparator().equals("/") ? key : key.replace('\\', '/');
  }

  private List<StorageMetadata> describe(Iterable<String> keys) throws IOException {
    List<StorageMetadata> page = new ArrayList<>();
    for (String key : keys) {
      try {
        page.add(describe(key));
      } catch (NoSuchFileException e) {
        // Deleted since the walk.
        continue;
      }
    }
    return page;
  }

  private StorageMetadata describe(String key) throws IOException {
    Path file = bucket.resolve(key);
    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new StorageMetadataImpl(
        StorageType.BLOB,
        null,
        key,
        null,
        null,
        etag(file),
        new Date(attributes.creationTime().toMillis()),
        new Date(attributes.lastModifiedTime().toMillis()),
        Map.of(),
        attributes.size(),
        Tier.STANDARD);
  }

  private static String etag(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    try {
      var buffer = ByteBuffer.allocate(view.size(ETAG));
      view.read(ETAG, buffer);
      byte[] bytes = buffer.array();
      return bytes.length == MD5_BYTES
          ? '"' + HexFormat.of().formatHex(bytes) + '"'
          : new String(bytes, StandardCharsets.US_ASCII);
    } catch (IOException | UnsupportedOperationException e) {
      if (!Files.exists(file)) {
        throw new NoSuchFileException(file.toString());
      }
      // Created by hand, or on a file system without extended attributes.
      return null;
    }
  }
}
