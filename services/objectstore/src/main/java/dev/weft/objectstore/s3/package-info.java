/** Client of S3 stores: settings, credentials, and the meaning of errors. */
package dev.weft.objectstore.s3;
