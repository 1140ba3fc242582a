/**
 * Objects by bucket and key: {@link dev.weft.objectstore.ObjectStore} and its results. {@link
 * dev.weft.objectstore.s3.S3ObjectStore} is the client of an S3 store, {@link
 * dev.weft.objectstore.MemoryObjectStore} an implementation for tests.
 */
package dev.weft.objectstore;
