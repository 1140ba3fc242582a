/** API keys: generated and shown once, stored as hashes. Independent of any framework. */
package dev.weft.access.key;
