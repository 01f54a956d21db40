/**
 * Proves from a platform's topics and its bucket alone that nothing was lost and nothing let in. It shares no code with what it
 * verifies: it knows the names that are documented, a Kafka client, an S3 client and JSON.
 */
package dev.thaw.reliability.verify;
