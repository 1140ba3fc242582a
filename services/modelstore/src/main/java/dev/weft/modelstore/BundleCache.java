package dev.weft.modelstore;

import dev.weft.base.LoadPriority;
import dev.weft.base.Sha256;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Caches bundles on disk. A file exists only once it is complete and verified; an 8-bit graph that
 * fails verification is left out, since a version works without it. A version that was removed from
 * the store is deleted from the disk when the next version of its model is fetched and nothing uses
 * it any more, so that the disk does not accumulate all versions.
 */
final class BundleCache {
  private static final System.Logger LOG = System.getLogger(BundleCache.class.getName());
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

  private final ObjectStore store;
  private final String bucket;

  BundleCache(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  ModelBundle fetch(ModelManifest manifest, Path cache, LoadPriority priority) {
    return priority.call(() -> fetchNow(manifest, cache, priority));
  }

  private ModelBundle fetchNow(ModelManifest manifest, Path cache, LoadPriority priority) {
    Path dir = directory(cache, manifest.name(), manifest.version());
    ModelBundle bundle = new ModelBundle(manifest, dir);
    BundlesInUse.add(bundle);
    try {
      Files.createDirectories(dir);
      removeRemoved(manifest, cache);
      priority.stream(manifest.files().entrySet())
          .forEach(file -> bring(manifest, file, dir.resolve(file.getKey())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to the model cache " + dir, e);
    }
    return bundle;
  }

  private void removeRemoved(ModelManifest fetched, Path cache) throws IOException {
    List<Path> directories;
    try (Stream<Path> listed = Files.list(cache.resolve(fetched.name()))) {
      directories = listed.filter(Files::isDirectory).toList();
    }
    for (Path directory : directories) {
      String version = directory.getFileName().toString();
      if (VERSION.matcher(version).matches()
          && Integer.parseInt(version) != fetched.version()
          && !BundlesInUse.has(directory)
          && wasRemoved(fetched.name(), Integer.parseInt(version))) {
        remove(directory);
      }
    }
  }

  /** If the store does not respond, this is retried at the next fetch. */
  private boolean wasRemoved(String name, int version) {
    try {
      return store.stat(bucket, ModelKeys.of(name, version, ModelKeys.REMOVED)).isPresent()
          && store.stat(bucket, ModelKeys.of(name, version, ModelKeys.MANIFEST)).isEmpty();
    } catch (StoreUnavailableException e) {
      return false;
    }
  }

  private static void remove(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      // For example if a file is open and the platform forbids its deletion; retried at the next
      // fetch.
      LOG.log(System.Logger.Level.DEBUG, "cannot delete {0}: {1}", directory, e);
    }
  }

  /** Moves a draft's files into the cache. They are verified like others when they are fetched. */
  static void keep(ModelDraft draft, int version, Path cache) {
    Path dir = directory(cache, draft.name(), version);
    try {
      Files.createDirectories(dir);
      for (var file : draft.files().entrySet()) {
        Path target = dir.resolve(file.getKey());
        Files.move(file.getValue(), target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to the model cache " + dir, e);
    }
  }

  private static Path directory(Path cache, String name, int version) {
    return cache.resolve(name).resolve(Integer.toString(version));
  }

  /** An optional file that fails verification is left out. */
  private void bring(ModelManifest manifest, Map.Entry<String, BundleFile> file, Path target) {
    try {
      require(manifest, file, target);
    } catch (BundleCorruptException e) {
      if (!QuantizedVariant.FILES.contains(file.getKey())) {
        throw e;
      }
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}:{1} is used in float32 only, without its 8-bit graph: {2}",
          manifest.name(),
          Integer.toString(manifest.version()),
          e.getMessage());
      delete(target);
    }
  }

  private static void delete(Path target) {
    try {
      Files.deleteIfExists(target);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + target, e);
    }
  }

  private void require(ModelManifest manifest, Map.Entry<String, BundleFile> file, Path target) {
    try {
      if (!isRight(target, file.getValue())) {
        String key = ModelKeys.of(manifest.name(), manifest.version(), file.getKey());
        download(key, file.getValue(), target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target, e);
    }
  }

  private static boolean isRight(Path target, BundleFile expected) throws IOException {
    return Files.isRegularFile(target)
        && Files.size(target) == expected.size()
        && FileDigests.of(target).equals(expected);
  }

  private void download(String key, BundleFile expected, Path target) throws IOException {
    Path part = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".part");
    try (InputStream in =
        store
            .open(bucket, key)
            .orElseThrow(() -> new BundleCorruptException(key + " is missing"))) {
      BundleFile found = copy(key, in, part, expected.size());
      if (!found.equals(expected)) {
        throw new BundleCorruptException(
            key + " should be " + describe(expected) + ", but is " + describe(found));
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static BundleFile copy(String key, InputStream in, Path part, long limit)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(part)) {
      return FileDigests.copy(new StoreStream(key, in), out, limit);
    }
  }

  private static String describe(BundleFile file) {
    return file.size() + " bytes with the SHA-256 " + file.sha256();
  }

  /** Distinguishes a failure of the store from a full disk. */
  private static final class StoreStream extends java.io.FilterInputStream {
    private final String key;

    StoreStream(String key, InputStream in) {
      super(in);
      this.key = key;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException e) {
        throw new StoreUnavailableException(
            "the object store closed the connection while sending " + key, e);
      }
    }
  }

  /** As {@link ModelStore#file}; nothing is cached. */
  byte[] read(ModelManifest manifest, String file, BundleFile wanted, int maxBytes) {
    String key = ModelKeys.of(manifest.name(), manifest.version(), file);
    if (wanted.size() > maxBytes) {
      throw new BundleCorruptException(
          "%s has %d bytes, but at most %d are allowed".formatted(key, wanted.size(), maxBytes));
    }
    if (store.get(bucket, key, maxBytes) instanceof GetResult.Found found
        && Sha256.hex(found.bytes()).equals(wanted.sha256())) {
      return found.bytes();
    }
    throw new BundleCorruptException(key + " differs from the file in the manifest");
  }
}
