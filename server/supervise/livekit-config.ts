import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

export interface LiveKitPorts {
	/** HTTP and WebSocket. */
	http: number;
	/** All media, over UDP. */
	udp: number;
	/** Metrics. */
	prometheus: number;
}

/** The embedded server's configuration: loopback only, rooms only when the app makes them. Holds no secret. */
export function liveKitYaml(ports: LiveKitPorts, key: string, webhookUrl: string | null): string {
	const webhook = webhookUrl ? [`webhook: { api_key: ${key}, urls: [${JSON.stringify(webhookUrl)}] }`] : [];
	return [
		`port: ${ports.http}`,
		'bind_addresses: ["127.0.0.1"]',
		'rtc:',
		'  node_ip: 127.0.0.1',
		`  udp_port: ${ports.udp}`,
		'  tcp_port: 0',
		'  use_external_ip: false',
		'  enable_loopback_candidate: true',
		'  # Without these two lines UDP listens on every interface.',
		'  interfaces: { includes: [lo] }',
		'  ips: { includes: [127.0.0.1/32] }',
		'turn: { enabled: false }',
		'room: { auto_create: false, empty_timeout: 900, departure_timeout: 120, enable_remote_unmute: false }',
		'limit: { max_metadata_size: 4096, max_attributes_size: 4096, subscription_limit_video: 16 }',
		...webhook,
		`prometheus: { port: ${ports.prometheus} }`,
		'logging: { level: info, json: true, pion_level: error }',
		''
	].join('\n');
}

/** Ports that are free now. Those of `last` are kept where possible: browsers reconnect to the address they know. */
export async function freePorts(last: LiveKitPorts | null): Promise<LiveKitPorts> {
	return {
		http: await freeTcpPort(last?.http),
		udp: await freeUdpPort(last?.udp),
		prometheus: await freeTcpPort(last?.prometheus)
	};
}

async function freeTcpPort(wanted = 0): Promise<number> {
	const server = createServer();
	try {
		server.listen(wanted, '127.0.0.1');
		await once(server, 'listening');
	} catch (error) {
		if (wanted === 0) throw error;
		return freeTcpPort();
	}
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

async function freeUdpPort(wanted = 0): Promise<number> {
	const socket = createSocket('udp4');
	try {
		socket.bind(wanted, '127.0.0.1');
		await once(socket, 'listening');
	} catch (error) {
		if (wanted === 0) throw error;
		return freeUdpPort();
	}
	const { port } = socket.address();
	socket.close();
	await once(socket, 'close');
	return port;
}
