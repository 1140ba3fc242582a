package dev.weft.modelstore;

import dev.weft.base.LoadPriority;
import dev.weft.base.Sha256;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Immutable model versions in object storage. A version exists once its manifest exists, and is
 * immutable afterwards. Thread-safe.
 *
 * <p>Methods throw the exceptions of {@link ObjectStore}'s.
 */
public final class ModelStore {
  private static final int FIRST = 1;
  private static final int MAX_MANIFEST_BYTES = 1 << 20;

  private final ObjectStore store;
  private final String bucket;
  private final VersionClaims claims;

  /**
   * @param bucket the bucket of {@code models/}; must exist
   */
  public ModelStore(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
    this.claims = new VersionClaims(store, bucket);
  }

  /** Returns the names of the models that have a version, sorted. */
  public List<String> models() {
    SortedSet<String> names = new TreeSet<>();
    bundles(ModelKeys.ROOT).filter(ModelKeys.Parsed::isManifest).forEach(k -> names.add(k.name()));
    return List.copyOf(names);
  }

  /** Returns the declarations of models that were created before they have a version. */
  public Declarations declarations() {
    return new Declarations(store, bucket);
  }

  /** Whether the model has a version or was declared. */
  public boolean isKnown(String name) {
    return declarations().has(name) || !versions(name).isEmpty();
  }

  /** Returns the published versions of all models, oldest first. */
  public SortedMap<String, List<Integer>> published() {
    SortedMap<String, List<Integer>> published =
        bundles(ModelKeys.ROOT)
            .filter(ModelKeys.Parsed::isManifest)
            .collect(
                Collectors.groupingBy(
                    ModelKeys.Parsed::name,
                    TreeMap::new,
                    Collectors.mapping(ModelKeys.Parsed::version, Collectors.toList())));
    published.values().forEach(Collections::sort);
    return published;
  }

  /** Returns a model's published versions, oldest first; empty if there is no such model. */
  public List<Integer> versions(String name) {
    return bundles(ModelKeys.of(name))
        .filter(ModelKeys.Parsed::isManifest)
        .map(ModelKeys.Parsed::version)
        .sorted()
        .toList();
  }

  /** Returns the newest published version. */
  public OptionalInt newest(String name) {
    List<Integer> versions = versions(name);
    return versions.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(versions.get(versions.size() - 1));
  }

  /**
   * Returns a version's manifest; empty if it is not published.
   *
   * @throws BundleCorruptException if its manifest is invalid
   */
  public Optional<ModelManifest> manifest(String name, int version) {
    return read(ModelKeys.of(name, version, ModelKeys.MANIFEST));
  }

  /**
   * Returns the manifest of a version or base, even if it has been removed, so that lineages remain
   * complete; empty if it was never published.
   *
   * @throws BundleCorruptException if its manifest is invalid
   */
  public Optional<ModelManifest> lineage(String name, int version) {
    return manifest(name, version)
        .or(() -> base(name, version))
        .or(() -> read(ModelKeys.of(name, version, ModelKeys.REMOVED)));
  }

  /**
   * Reads a file of a version's bundle into memory; empty if the bundle has no such file.
   *
   * @param manifest the version's manifest
   * @param file its name in the bundle
   * @param maxBytes size limit
   * @throws BundleCorruptException if the file is larger than the limit, missing, or does not match
   *     the manifest
   */
  public Optional<byte[]> file(ModelManifest manifest, String file, int maxBytes) {
    return Optional.ofNullable(manifest.files().get(file))
        .map(wanted -> new BundleCache(store, bucket).read(manifest, file, wanted, maxBytes));
  }

  /**
   * Returns the manifest of a base: a network without classes, which trainings start from and which
   * is not served ({@code KerasImport.base}). Empty if there is none.
   *
   * @throws BundleCorruptException if its manifest is invalid
   */
  public Optional<ModelManifest> base(String name, int version) {
    return read(ModelKeys.of(name, version, ModelKeys.BASE));
  }

  /** Returns the newest base of a name. */
  public OptionalInt newestBase(String name) {
    return bundles(ModelKeys.of(name))
        .filter(ModelKeys.Parsed::isBase)
        .mapToInt(ModelKeys.Parsed::version)
        .max();
  }

  /**
   * Whether a version is published, or was and has been removed since; does not read the manifest.
   */
  public boolean wasPublished(String name, int version) {
    return store.stat(bucket, ModelKeys.of(name, version, ModelKeys.MANIFEST)).isPresent()
        || store.stat(bucket, ModelKeys.of(name, version, ModelKeys.REMOVED)).isPresent();
  }

  private Optional<ModelManifest> read(String key) {
    GetResult result = store.get(bucket, key, MAX_MANIFEST_BYTES);
    if (result instanceof GetResult.Found found) {
      return Optional.of(Manifests.readAt(key, found.bytes()));
    }
    if (result instanceof GetResult.TooLarge large) {
      throw new BundleCorruptException(
          key + " has " + large.size() + " bytes, which is too large for a manifest");
    }
    return Optional.empty();
  }

  /**
   * Fetches a version or base to this machine's disk. Files that are already in the cache and
   * intact are not fetched again. Other versions of the model that were removed from the store are
   * deleted from the cache, unless their bundle is still in use in this process.
   *
   * @param cache directory that only this process writes to
   * @throws BundleCorruptException if a file is missing or does not match the manifest; the message
   *     names it
   * @throws IllegalArgumentException if the version is not published
   */
  public ModelBundle fetch(String name, int version, Path cache) {
    return fetch(name, version, cache, Long.MAX_VALUE, LoadPriority.FOREGROUND);
  }

  /**
   * The same with a size limit, for untrusted versions.
   *
   * @param maxBytes limit of the files' total size in the manifest; a {@link
   *     BundleCorruptException} is thrown if it is exceeded, before any file is fetched
   */
  public ModelBundle fetch(
      String name, int version, Path cache, long maxBytes, LoadPriority priority) {
    ModelManifest manifest =
        manifest(name, version)
            .or(() -> base(name, version))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "model " + name + " has no version " + version + " in " + bucket));
    if (manifest.bytes() > maxBytes) {
      throw new BundleCorruptException(
          "the files of %s:%d have %d bytes in total, but at most %d are allowed"
              .formatted(name, version, manifest.bytes(), maxBytes));
    }
    return new BundleCache(store, bucket).fetch(manifest, cache, priority);
  }

  /**
   * Publishes a draft as the next free version. Publishing the same draft again after a crash
   * continues where it stopped; concurrent publishers of different drafts get different versions.
   *
   * @return the version
   */
  public int publish(ModelDraft draft) {
    ModelManifest staged = stage(draft);
    release(staged);
    return staged.version();
  }

  /**
   * The same, and moves the draft's files into the cache of {@link #fetch} before the version
   * becomes visible, so that a machine that publishes and serves need not download them.
   *
   * @param cache as given to {@link #fetch}; preferably on the same disk as the draft
   */
  public int publish(ModelDraft draft, Path cache) {
    ModelManifest staged = stage(draft);
    BundleCache.keep(draft, staged.version(), cache);
    release(staged);
    return staged.version();
  }

  /**
   * The same, but only as the model's first version: of several concurrent publishers of the same
   * draft, only one publishes it.
   *
   * @return whether this is now the model's first version
   */
  public boolean publishFirst(ModelDraft draft, Path cache) {
    Map<String, BundleFile> files = digest(draft.files());
    if (!claims.take(draft.name(), FIRST, claim(draft, files))) {
      return false;
    }
    ModelManifest staged = stage(draft, files, FIRST);
    BundleCache.keep(draft, FIRST, cache);
    release(staged);
    return true;
  }

  /**
   * Publishes a draft as a base, which is not served, with the next free version of its name. Of
   * several concurrent publishers of the same draft, only one publishes it.
   *
   * @param draft as created by {@code KerasImport.base}
   * @param cache as for {@link #publish(ModelDraft, Path)}
   * @return the version
   */
  public int publishBase(ModelDraft draft, Path cache) {
    Map<String, BundleFile> files = digest(draft.files());
    int version = claims.takeFrom(FIRST, draft.name(), claim(draft, files));
    ModelManifest staged = stage(draft, files, version);
    BundleCache.keep(draft, version, cache);
    putManifest(staged, ModelKeys.BASE);
    return version;
  }

  /**
   * First step of publishing: claims the next free version and stores the files, which are not yet
   * visible. Staging the same files again claims the same version, unless that was released.
   *
   * @return the argument for {@link #release}
   */
  public ModelManifest stage(ModelDraft draft) {
    Map<String, BundleFile> files = digest(draft.files());
    int unpublished = newest(draft.name()).orElse(FIRST - 1) + 1;
    int version = claims.takeFrom(unpublished, draft.name(), claim(draft, files));
    return stage(draft, files, version);
  }

  private static String claim(ModelDraft draft, Map<String, BundleFile> files) {
    return Sha256.hex(draft.name() + files);
  }

  private ModelManifest stage(ModelDraft draft, Map<String, BundleFile> files, int version) {
    draft.files().entrySet().parallelStream()
        .forEach(
            file ->
                store.putFile(
                    bucket,
                    ModelKeys.of(draft.name(), version, file.getKey()),
                    file.getValue(),
                    "application/octet-stream"));
    return new ModelManifest(
        ModelManifest.FORMAT,
        draft.name(),
        version,
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        draft.classes(),
        draft.preprocessing(),
        logits(draft),
        files,
        draft.origin(),
        draft.reference());
  }

  /**
   * Second step of publishing: makes the version visible. Idempotent.
   *
   * @param staged the result of {@link #stage}, on this or another machine
   */
  public void release(ModelManifest staged) {
    putManifest(staged, ModelKeys.MANIFEST);
  }

  private void putManifest(ModelManifest staged, String file) {
    store.putIfAbsent(
        bucket,
        ModelKeys.of(staged.name(), staged.version(), file),
        Manifests.write(staged),
        "application/json",
        Map.of());
  }

  /**
   * Removes a published version: first its manifest, so that no new fetch starts, then the files.
   * Its manifest remains available ({@link #lineage}), and its number is not reused. Repeating an
   * interrupted removal completes it. A version that was never published is left unchanged, since
   * it may be about to be published.
   *
   * @throws BundleCorruptException if its manifest is invalid
   */
  public void remove(String name, int version) {
    manifest(name, version)
        .ifPresent(
            manifest -> {
              store.put(
                  bucket,
                  ModelKeys.of(name, version, ModelKeys.REMOVED),
                  Manifests.write(manifest),
                  "application/json");
              store.delete(bucket, ModelKeys.of(name, version, ModelKeys.MANIFEST));
            });
    if (store.stat(bucket, ModelKeys.of(name, version, ModelKeys.REMOVED)).isEmpty()) {
      return;
    }
    bundles(ModelKeys.of(name, version, ""))
        .filter(key -> !key.outlivesVersion())
        .forEach(key -> store.delete(bucket, ModelKeys.of(name, version, key.file())));
  }

  /** Returns versions whose removal was interrupted: the manifest is removed, but not all files. */
  public List<Integer> halfRemoved(String name) {
    Map<Integer, Set<String>> files =
        bundles(ModelKeys.of(name))
            .collect(
                Collectors.groupingBy(
                    ModelKeys.Parsed::version,
                    TreeMap::new,
                    Collectors.mapping(ModelKeys.Parsed::file, Collectors.toSet())));
    files.values().removeIf(ModelStore::isWhole);
    return List.copyOf(files.keySet());
  }

  /** Published, being published, or completely removed. */
  private static boolean isWhole(Set<String> files) {
    return files.contains(ModelKeys.MANIFEST)
        || !files.contains(ModelKeys.REMOVED)
        || Set.of(ModelKeys.CLAIM, ModelKeys.REMOVED).containsAll(files);
  }

  private java.util.stream.Stream<ModelKeys.Parsed> bundles(String prefix) {
    Iterator<StoredObject> objects = store.list(bucket, prefix, null);
    Iterable<StoredObject> listing = () -> objects;
    return java.util.stream.StreamSupport.stream(listing.spliterator(), false)
        .map(object -> ModelKeys.parse(object.key()))
        .filter(java.util.Objects::nonNull);
  }

  private static Map<String, BundleFile> digest(Map<String, Path> files) {
    return new TreeMap<>(
        files.entrySet().parallelStream()
            .collect(Collectors.toMap(Map.Entry::getKey, file -> digest(file.getValue()))));
  }

  private static BundleFile digest(Path path) {
    try {
      return FileDigests.of(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static List<Float> logits(ModelDraft draft) {
    List<Float> logits = new java.util.ArrayList<>();
    for (float logit : draft.golden().logits()) {
      logits.add(logit);
    }
    return logits;
  }
}
