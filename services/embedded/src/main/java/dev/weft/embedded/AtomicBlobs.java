package dev.weft.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.gaul.s3proxy.PutOptions2;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.ContainerNotFoundException;
import org.jclouds.blobstore.domain.Blob;
import org.jclouds.blobstore.domain.BlobMetadata;
import org.jclouds.blobstore.domain.PageSet;
import org.jclouds.blobstore.domain.StorageMetadata;
import org.jclouds.blobstore.domain.internal.PageSetImpl;
import org.jclouds.blobstore.options.GetOptions;
import org.jclouds.blobstore.options.ListContainerOptions;
import org.jclouds.blobstore.options.PutOptions;
import org.jclouds.blobstore.util.ForwardingBlobStore;
import org.jclouds.http.HttpResponse;
import org.jclouds.http.HttpResponseException;

/**
 * Adds to jclouds' file store what an object store guarantees:
 *
 * <ul>
 *   <li>an object is written outside of its bucket and moved into it as a whole: neither a listing
 *       nor a kill exposes a partial object;
 *   <li>one of several concurrent {@code If-None-Match: *} puts wins;
 *   <li>a read concurrent with a replacement returns the old object or the new one;
 *   <li>a listing reads the attributes of the objects on its page only;
 *   <li>a key that no file can have is a missing key, and not a server error.
 * </ul>
 */
final class AtomicBlobs extends ForwardingBlobStore {
  private static final String STAGING = ".staging";
  private static final int MAX_NAME_BYTES = 255;
  private static final int STRIPES = 64;
  private static final int MOVES = 5;
  private static final int PRECONDITION_FAILED = 412;

  private final Path root;
  private final Object[] locks = new Object[STRIPES];

  AtomicBlobs(BlobStore files, Path root) throws IOException {
    super(files);
    this.root = root;
    for (int i = 0; i < STRIPES; i++) {
      locks[i] = new Object();
    }
    clearStaging();
  }

  @Override
  public PageSet<? extends StorageMetadata> list() {
    var buckets = super.list().stream().filter(b -> !b.getName().startsWith(".")).toList();
    return new PageSetImpl<StorageMetadata>(buckets, null);
  }

  @Override
  public PageSet<? extends StorageMetadata> list(String bucket, ListContainerOptions options) {
    if (options.getDelimiter() != null && !options.getDelimiter().isEmpty()) {
      return super.list(bucket, options);
    }
    requireBucket(bucket);
    return new BlobListing(root.resolve(bucket)).page(options);
  }

  @Override
  public String putBlob(String bucket, Blob blob) {
    return putBlob(bucket, blob, new PutOptions());
  }

  @Override
  public String putBlob(String bucket, Blob blob, PutOptions options) {
    String key = blob.getMetadata().getName();
    if (key.endsWith("/")) {
      return super.putBlob(bucket, blob, options);
    }
    requireBucket(bucket);
    Path target = target(bucket, key);
    boolean onlyIfAbsent =
        options instanceof PutOptions2 conditional && "*".equals(conditional.getIfNoneMatch());
    String staged = UUID.randomUUID().toString();
    blob.getMetadata().setName(staged);
    try {
      String etag = super.putBlob(STAGING, blob, options);
      moveInto(target, root.resolve(STAGING).resolve(staged), onlyIfAbsent);
      return etag;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store " + bucket + "/" + key, e);
    } finally {
      blob.getMetadata().setName(key);
    }
  }

  @Override
  public Blob getBlob(String bucket, String key) {
    return getBlob(bucket, key, GetOptions.NONE);
  }

  @Override
  public Blob getBlob(String bucket, String key, GetOptions options) {
    if (!isFileName(key)) {
      return absent(bucket);
    }
    // The metadata is read before the content is opened: both must be of the same object.
    synchronized (lock(root.resolve(bucket).resolve(key).normalize())) {
      return super.getBlob(bucket, key, options);
    }
  }

  @Override
  public BlobMetadata blobMetadata(String bucket, String key) {
    return isFileName(key) ? super.blobMetadata(bucket, key) : null;
  }

  @Override
  public boolean blobExists(String bucket, String key) {
    return isFileName(key) && super.blobExists(bucket, key);
  }

  private void moveInto(Path target, Path staged, boolean onlyIfAbsent) throws IOException {
    synchronized (lock(target)) {
      if (onlyIfAbsent && Files.exists(target)) {
        Files.delete(staged);
        throw new HttpResponseException(
            "something already exists there", null, response(PRECONDITION_FAILED));
      }
      for (int attempt = 1; ; attempt++) {
        try {
          Files.createDirectories(target.getParent());
          Files.move(
              staged, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
          return;
        } catch (NoSuchFileException e) {
          // A concurrent request removed the last object of the folder, and the folder with it.
          if (attempt == MOVES) {
            throw e;
          }
        } catch (FileAlreadyExistsException e) {
          throw conflict(target, e);
        } catch (FileSystemException e) {
          if (Files.isDirectory(target)) {
            throw conflict(target, e);
          }
          throw e;
        }
      }
    }
  }

  /** Held while a file is moved to a path, and while the file there is opened. */
  private Object lock(Path target) {
    return locks[Math.floorMod(target.hashCode(), STRIPES)];
  }

  private Path target(String bucket, String key) {
    Path folder = root.resolve(bucket);
    Path target = folder.resolve(key).normalize();
    if (!target.startsWith(folder) || target.equals(folder) || !isFileName(key)) {
      throw new IllegalArgumentException("a file cannot have the name " + key);
    }
    return target;
  }

  private void requireBucket(String bucket) {
    if (bucket.startsWith(".") || !containerExists(bucket)) {
      throw new ContainerNotFoundException(bucket, "");
    }
  }

  private Blob absent(String bucket) {
    requireBucket(bucket);
    return null;
  }

  private static boolean isFileName(String key) {
    for (String name : key.split("/")) {
      if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
        return false;
      }
    }
    return true;
  }

  private static IllegalArgumentException conflict(Path target, Exception e) {
    return new IllegalArgumentException(
        target.getFileName() + " is or would be both an object and a folder of objects", e);
  }

  private static HttpResponse response(int status) {
    return HttpResponse.builder().statusCode(status).build();
  }

  /** Deletes files that were left by a kill. */
  private void clearStaging() throws IOException {
    Path staging = Files.createDirectories(root.resolve(STAGING));
    try (var left = Files.newDirectoryStream(staging)) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    }
  }
}
