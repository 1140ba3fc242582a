/**
 * S3 bucket notifications in, upload events out: so that any S3 client is enough to publish an
 * image.
 */
package dev.weft.classifier.notifications;
