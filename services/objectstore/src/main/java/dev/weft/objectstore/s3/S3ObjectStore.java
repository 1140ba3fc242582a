package dev.weft.objectstore.s3;

import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.PutResult;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.objectstore.StoredObject;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.MinioClient;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;

/**
 * Any S3 store, through MinIO's client. Nothing is retried here: the caller knows how long it may
 * wait.
 *
 * <p>In addition to {@link StoreUnavailableException} every method may throw {@link
 * StoreRefusedException}.
 */
public final class S3ObjectStore implements ObjectStore {
  private static final long PART_BYTES = 16L << 20;
  private static final int MAX_KEY_BYTES = 1024;

  private final StoreSettings settings;
  private final S3Errors errors;
  private final OkHttpClient http;
  private final MinioClient client;
  private final SinglePuts puts;

  /** Creates a client, which connects with the first call. */
  public S3ObjectStore(StoreSettings settings) {
    this.settings = settings;
    this.errors = new S3Errors(settings);
    this.http = HttpClients.create(settings);
    var keys = new SigningKeys(settings, http);
    this.client =
        MinioClient.builder()
            .endpoint(settings.endpoint().toString())
            .credentialsProvider(keys)
            .region(settings.region())
            .httpClient(http)
            .build();
    this.puts =
        new SinglePuts(
            MinioAsyncClient.builder()
                .endpoint(settings.endpoint().toString())
                .credentialsProvider(keys)
                .region(settings.region())
                .httpClient(http)
                .build());
  }

  @Override
  public boolean hasBucket(String bucket) {
    try {
      return client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build());
    } catch (ErrorResponseException e) {
      return canList(bucket);
    } catch (Exception e) {
      throw errors.translate("find bucket " + bucket, e);
    }
  }

  /** Repeats a refused HEAD as a request whose response has a body, and with it a reason. */
  private boolean canList(String bucket) {
    var args = ListObjectsArgs.builder().bucket(bucket).maxKeys(1).build();
    try {
      var first = client.listObjects(args).iterator();
      if (first.hasNext()) {
        first.next().get();
      }
      return true;
    } catch (Exception e) {
      if (S3Errors.isBucketMissing(e)) {
        return false;
      }
      throw errors.translate("read bucket " + bucket + " (s3:ListBucket)", e);
    }
  }

  @Override
  public void ensureBucket(String bucket) {
    if (hasBucket(bucket)) {
      return;
    }
    try {
      client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
    } catch (Exception e) {
      if (!S3Errors.isBucketThere(e)) {
        throw errors.translate("create bucket " + bucket, e);
      }
    }
  }

  @Override
  public PutResult putIfAbsent(
      String bucket, String key, byte[] bytes, String contentType, Map<String, String> metadata) {
    try {
      return new PutResult.Stored(
          write(bucket, key, bytes, contentType, metadata, Map.of("If-None-Match", "*")));
    } catch (Exception e) {
      if (S3Errors.isPreconditionFailed(e)) {
        return new PutResult.Exists(stat(bucket, key).orElseThrow(() -> vanished(bucket, key, e)));
      }
      if (S3Errors.isConditionalConflict(e)) {
        // Another put was in progress; if it has not completed, the caller retries.
        Optional<StoredObject> other = stat(bucket, key);
        if (other.isPresent()) {
          return new PutResult.Exists(other.get());
        }
      }
      throw errors.translate("put " + bucket + "/" + key, e);
    }
  }

  @Override
  public void put(String bucket, String key, byte[] bytes, String contentType) {
    try {
      write(bucket, key, bytes, contentType, Map.of(), Map.of());
    } catch (Exception e) {
      throw errors.translate("put " + bucket + "/" + key, e);
    }
  }

  @Override
  public void putFile(String bucket, String key, Path file, String contentType) {
    try {
      client.uploadObject(
          UploadObjectArgs.builder()
              .bucket(bucket)
              .object(key)
              .filename(file.toString(), PART_BYTES)
              .contentType(contentType)
              .build());
    } catch (Exception e) {
      throw errors.translate("put " + file + " to " + bucket + "/" + key, e);
    }
  }

  @Override
  public Optional<StoredObject> stat(String bucket, String key) {
    if (!canExist(key)) {
      return Optional.empty();
    }
    try {
      var args = StatObjectArgs.builder().bucket(bucket).object(key).build();
      return Optional.of(StoredObjects.of(key, client.statObject(args).headers()));
    } catch (Exception e) {
      return S3Errors.isUnexplained(e)
          ? describe(bucket, key)
          : absentOrThrow("stat", bucket, key, e);
    }
  }

  /** Finds out why a HEAD failed: its response has no body, and so no reason. */
  private Optional<StoredObject> describe(String bucket, String key) {
    try (GetObjectResponse response = request(bucket, key)) {
      return Optional.of(StoredObjects.of(key, response.headers()));
    } catch (Exception e) {
      return absentOrThrow("stat", bucket, key, e);
    }
  }

  @Override
  public GetResult get(String bucket, String key, long maxBytes) {
    if (!canExist(key)) {
      return new GetResult.Missing();
    }
    try (GetObjectResponse response = request(bucket, key)) {
      StoredObject object = StoredObjects.of(key, response.headers());
      if (object.size() > maxBytes) {
        return new GetResult.TooLarge(object.size());
      }
      return new GetResult.Found(object, response.readNBytes(Math.toIntExact(object.size())));
    } catch (Exception e) {
      return this.<GetResult>absentOrThrow("get", bucket, key, e).orElse(new GetResult.Missing());
    }
  }

  @Override
  public Optional<InputStream> open(String bucket, String key) {
    if (!canExist(key)) {
      return Optional.empty();
    }
    try {
      return Optional.of(request(bucket, key));
    } catch (Exception e) {
      return absentOrThrow("get", bucket, key, e);
    }
  }

  @Override
  public Iterator<StoredObject> list(String bucket, String prefix, String startAfter) {
    var args =
        ListObjectsArgs.builder()
            .bucket(bucket)
            .prefix(prefix)
            .startAfter(startAfter)
            .recursive(true)
            .build();
    String doing = "list " + bucket + "/" + prefix;
    return new Listing(client.listObjects(args).iterator(), e -> errors.translate(doing, e));
  }

  @Override
  public void delete(String bucket, String key) {
    try {
      client.removeObject(RemoveObjectArgs.builder().bucket(bucket).object(key).build());
    } catch (Exception e) {
      throw errors.translate("delete " + bucket + "/" + key, e);
    }
  }

  @Override
  public Optional<String> problem() {
    try {
      client.listBuckets();
      return Optional.empty();
    } catch (Exception e) {
      // A key that may use its bucket is not necessarily permitted to list all buckets.
      return "AccessDenied".equals(S3Errors.code(e))
          ? Optional.empty()
          : Optional.of(errors.translate("list its buckets", e).getMessage());
    }
  }

  @Override
  public Optional<String> problem(String bucket) {
    try {
      return hasBucket(bucket)
          ? Optional.empty()
          : Optional.of(
              "the object store at %s does not have the bucket %s: restore it, or check weft.s3.bucket"
                  .formatted(settings.endpoint(), bucket));
    } catch (RuntimeException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  @Override
  public String toString() {
    return "S3 at " + settings;
  }

  private GetObjectResponse request(String bucket, String key) throws Exception {
    return client.getObject(GetObjectArgs.builder().bucket(bucket).object(key).build());
  }

  private StoredObject write(
      String bucket,
      String key,
      byte[] bytes,
      String contentType,
      Map<String, String> metadata,
      Map<String, String> condition)
      throws Exception {
    String etag = puts.put(bucket, key, bytes, contentType, metadata, condition);
    return new StoredObject(
        key, bytes.length, StoredObjects.unquote(etag), Instant.now(), contentType, metadata);
  }

  /** Keys that no S3 store supports may arrive in events, which are not trusted. */
  private static boolean canExist(String key) {
    return !key.isEmpty()
        && key.getBytes(StandardCharsets.UTF_8).length <= MAX_KEY_BYTES
        && key.chars().noneMatch(c -> c == 0);
  }

  private <T> Optional<T> absentOrThrow(String doing, String bucket, String key, Exception e) {
    // The client rejects keys and bucket names that no store supports.
    if (S3Errors.isAbsent(e) || e instanceof IllegalArgumentException) {
      return Optional.empty();
    }
    throw errors.translate(doing + " " + bucket + "/" + key, e);
  }

  private StoreUnavailableException vanished(String bucket, String key, Exception e) {
    return new StoreUnavailableException(
        bucket + "/" + key + " existed at the put, but no longer at the stat", e);
  }
}
