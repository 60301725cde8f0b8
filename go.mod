module cloudflarestream

go 1.26.5
