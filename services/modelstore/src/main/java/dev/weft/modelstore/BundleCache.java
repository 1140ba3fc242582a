package dev.weft.modelstore;

import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.xception.hardware.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Bundles on disk. A file is there whole and checked, or not at all. */
final class BundleCache {
  private final ObjectStore store;
  private final String bucket;

  BundleCache(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  ModelBundle fetch(ModelManifest manifest, Path cache, Pace pace) {
    return pace.call(() -> fetchNow(manifest, cache, pace));
  }

  private ModelBundle fetchNow(ModelManifest manifest, Path cache, Pace pace) {
    Path dir = directory(cache, manifest.name(), manifest.version());
    try {
      Files.createDirectories(dir);
      pace.stream(manifest.files().entrySet())
          .forEach(file -> require(manifest, file, dir.resolve(file.getKey())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to the model cache " + dir, e);
    }
    return new ModelBundle(manifest, dir);
  }

  /** Takes over a draft's files. They are checked like others when they are fetched. */
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
        && Sha256.of(target).equals(expected);
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
      return Sha256.copy(new StoreStream(key, in), out, limit);
    }
  }

  private static String describe(BundleFile file) {
    return file.size() + " bytes with the SHA-256 " + file.sha256();
  }

  /** Tells a store that breaks off from a disk that is full. */
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
        throw new StoreUnavailableException("the object store broke off " + key, e);
      }
    }
  }
}
