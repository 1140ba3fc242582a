/**
 * Bytes by bucket and key: {@link dev.weft.objectstore.ObjectStore} and what it answers. {@link
 * dev.weft.objectstore.s3.S3ObjectStore} speaks to a store, {@link
 * dev.weft.objectstore.MemoryObjectStore} is one for tests.
 */
package dev.weft.objectstore;
