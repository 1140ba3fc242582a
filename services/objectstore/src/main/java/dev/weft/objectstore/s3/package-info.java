/**
 * A store that speaks S3: where it is, whose keys requests are signed with, and what its errors
 * mean.
 */
package dev.weft.objectstore.s3;
